// What is still to be asked in this call: questions of its kind, ticked off as their fields are filled.
export function script(form) {
  const panels = [...document.querySelectorAll('[data-script]')]
  const show = () => {
    for (const panel of panels) {
      panel.hidden = panel.dataset.script !== form.elements.kind.value
      if (!panel.hidden) tick(panel, form)
    }
  }
  for (const event of ['input', 'change', 'focusin']) form.addEventListener(event, show)
  show()
}

function tick(panel, form) {
  let left = 0
  for (const row of panel.querySelectorAll('[data-asks]')) {
    const isAsked = row.dataset.asks.split(' ').some((name) => form.elements[name].value.trim())
    row.classList.toggle('hh-asked', isAsked)
    if (!isAsked && 'required' in row.dataset) left += 1
  }
  const line = panel.querySelector('[data-left]')
  line.textContent = left ? line.dataset.left.replace('%{count}', left) : line.dataset.complete
}
