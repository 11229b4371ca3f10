// Texts to answer from: found while one types, put in with Enter, or by slash and code.
export function texts(desk, form) {
  const query = document.getElementById('text-query')
  const list = document.getElementById('texts')
  const byCode = new Map()
  let timer
  let chosen = 0
  let found = []

  const ask = async (wanted) => {
    const answer = await fetch(`${desk.dataset.texts}?q=${encodeURIComponent(wanted)}`).catch(() => null)
    return answer?.ok && !answer.redirected ? (await answer.json()).items : []
  }
  const show = () => {
    list.replaceChildren(...found.slice(0, 6).map((each, at) => {
      const row = document.createElement('li')
      const button = document.createElement('button')
      button.type = 'button'
      button.className = at === chosen ? 'hh-text-choice hh-text-choice--on' : 'hh-text-choice'
      button.lang = 'zh-CN'
      button.textContent = `/${each.code} ${each.title}`
      button.addEventListener('click', () => put(each))
      row.append(button)
      return row
    }))
  }
  const put = (entry) => {
    const field = form.elements.answer
    field.value = [field.value, entry.words].filter(Boolean).join('\n')
    restsOn(entry)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    query.value = ''
    form.elements.facts.focus()
  }
  // What an answer rests on is noted with it, once.
  const restsOn = (entry) => {
    const field = form.elements.answer_source
    if (!entry.source || field.value.includes(entry.source)) return
    field.value = [field.value, entry.source].filter(Boolean).join('；')
  }
  const look = async () => {
    found = await ask(query.value)
    chosen = 0
    show()
  }

  query.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 150) })
  query.addEventListener('keydown', async (event) => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      chosen = Math.min(Math.max(chosen + (event.key === 'ArrowDown' ? 1 : -1), 0), Math.max(found.length - 1, 0))
      show()
    } else if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault()
      clearTimeout(timer)
      if (query.value.trim()) found = chosen ? found : await ask(query.value)
      if (found[chosen]) put(found[chosen])
    }
  })
  for (const name of ['facts', 'answer']) {
    form.elements[name].addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.ctrlKey) return
      const field = event.target
      const before = field.value.slice(0, field.selectionStart)
      const slash = /\/([a-z0-9]{1,20})$/.exec(before)
      const entry = slash && byCode.get(slash[1])
      if (!entry) return
      event.preventDefault()
      field.setRangeText(entry.words, field.selectionStart - slash[0].length, field.selectionStart, 'end')
      if (name === 'answer') restsOn(entry)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
  ask('').then((items) => { found = items; show(); for (const each of items) byCode.set(each.code, each) })
}
