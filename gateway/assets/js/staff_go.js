// Ctrl+K: go to a page, a matter or a call by what one knows of it.
export function goAnywhere(dialog) {
  const words = dialog.querySelector('input')
  const found = dialog.querySelector('#go-found')
  let timer
  let asked = ''

  const look = async () => {
    asked = words.value.trim()
    const answer = await fetch(`${dialog.dataset.ask}?part=yes&q=${encodeURIComponent(asked)}`).catch(() => null)
    if (!answer?.ok || answer.redirected || asked !== words.value.trim()) return
    found.innerHTML = await answer.text()
  }
  const links = () => [...found.querySelectorAll('a')]
  const step = (by) => {
    const all = [words, ...links()]
    all[Math.min(Math.max(all.indexOf(document.activeElement) + by, 0), all.length - 1)].focus()
  }

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.ctrlKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      if (!dialog.open) dialog.showModal()
      words.select()
      look()
    }
  })
  dialog.addEventListener('keydown', async (event) => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter' && event.target === words) {
      event.preventDefault()
      clearTimeout(timer)
      if (asked !== words.value.trim()) await look()
      links()[0]?.click()
    }
  })
  words.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, 150) })
}
