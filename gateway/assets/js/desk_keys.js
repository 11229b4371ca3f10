// Keys of the desk. An input method that is composing keeps every key for itself.
const OFF = 'huhang-desk-keys-off'
const AFTER = { kind: 'right_type', right_type: 'division', handling: 'answer' }

export function keys(desk, form, draft) {
  const sheet = document.getElementById('keys')
  const box = document.getElementById('keys-on')
  box.checked = !isOff()
  box.addEventListener('change', () => remember(!box.checked))

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey || !box.checked) return
    const act = acts[event.ctrlKey ? `Ctrl+${event.key}` : event.key]
    if (act && act(event) !== false) event.preventDefault()
    else if (!event.ctrlKey && /^[0-9]$/.test(event.key) && choose(event)) event.preventDefault()
  })

  const press = (id) => {
    const button = document.getElementById(id)
    if (!button) return false
    button.form.requestSubmit(button)
    return true
  }
  const save = () => {
    const button = form?.querySelector('button:not([formaction])')
    if (!button) return false
    form.requestSubmit(button)
    return true
  }
  const acts = {
    F2: () => {
      if (press('next')) return true
      const ring = document.getElementById('ring')
      const target = ring.hidden ? document.getElementById('begin') : document.getElementById('ring-answer')
      const go = () => target.requestSubmit()
      if (draft) draft.flush().finally(go)
      else go()
      return true
    },
    F4: () => {
      const query = document.getElementById('text-query')
      query?.focus()
      return Boolean(query)
    },
    F6: () => {
      const alike = document.querySelector('#alike button')
      alike?.focus()
      return Boolean(alike)
    },
    F8: () => press('park'),
    F9: save,
    'Ctrl+Enter': save,
    Enter: (event) => !isTyping(event.target) && event.target.tagName !== 'BUTTON' && event.target.tagName !== 'A' && event.target.tagName !== 'SUMMARY' && press('done'),
    Escape: () => { sheet.open = false },
    '?': (event) => {
      if (isTyping(event.target)) return false
      sheet.open = !sheet.open
      return true
    },
  }

  function choose(event) {
    const near = event.target.closest('[data-digits]')
    const group = near || (!isTyping(event.target) && document.querySelector('#wrap-up [data-digits]'))
    const choice = group && group.querySelector(`[data-digit="${event.key}"]`)
    if (!choice) return false
    choice.checked = true
    choice.dispatchEvent(new Event('input', { bubbles: true }))
    choice.focus()
    if (near && form) onward(near.dataset.digits, choice.value)
    return true
  }

  function onward(name, value) {
    if (value === 'call_back' || value === 'repeated') document.getElementById('more').open = true
    const asksNothingElse = name === 'kind' && !['report', 'complaint', 'aid'].includes(value)
    const next = asksNothingElse ? 'facts' : AFTER[name]
    const target = next && document.getElementById(next)
    if (!target) return
    const inside = target.querySelector?.('input:checked') || target.querySelector?.('input')
    ;(target.matches('fieldset') ? inside : target).focus()
  }
}

function isTyping(element) {
  return element.matches('textarea, select, input:not([type=radio]):not([type=checkbox])')
}

function isOff() {
  try { return localStorage.getItem(OFF) === 'yes' } catch { return false }
}

function remember(off) {
  try { localStorage.setItem(OFF, off ? 'yes' : '') } catch { /* holds for this page */ }
}
