// A matter that may be the same, beside what was typed; 4 joins them, Esc leaves both as they are.
export function comparing(form) {
  const dialog = document.getElementById('compare')
  const panel = document.getElementById('alike')

  const typed = (name) => {
    const field = form.elements[name]
    const chosen = form.querySelector(`[name=${name}]:checked`)
    const text = chosen ? chosen.parentElement.textContent.replace(/^\s*\d+/, '') : name === 'division' ? field.selectedOptions[0].textContent.split(' ').at(-1) : field.value
    return (text || '').trim() || '—'
  }
  const join = (into) => {
    form.elements.merge_into.value = into
    const repeated = form.querySelector('[name=handling][value=repeated]')
    repeated.checked = true
    repeated.dispatchEvent(new Event('input', { bubbles: true }))
    dialog.close()
    repeated.focus()
  }

  panel.addEventListener('click', async (event) => {
    const address = event.target.dataset.compare
    const answer = address && await fetch(address).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    dialog.innerHTML = (await answer.json()).html
    for (const cell of dialog.querySelectorAll('[data-typed]')) cell.textContent = typed(cell.dataset.typed)
    dialog.showModal()
    dialog.querySelector('[data-into]').focus()
  })
  panel.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const all = [...panel.querySelectorAll('button')]
    all[Math.min(Math.max(all.indexOf(event.target) + by, 0), all.length - 1)]?.focus()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target.dataset.into) join(event.target.dataset.into)
    else if ('close' in event.target.dataset) dialog.close()
  })
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== '4' || event.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    join(dialog.querySelector('[data-into]').dataset.into)
  })
}
