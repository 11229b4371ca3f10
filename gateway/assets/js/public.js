// Enhancements of the public pages. Every page works without them.
import { solve } from './puzzle.js'
import { sendInParts } from './upload_parts.js'
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink, createAll } from 'govuk-frontend'

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink]) {
  createAll(component)
}

// A button that only scripts can serve, such as printing or copying, is shown only where scripts run.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

for (const form of document.querySelectorAll('form[data-large]')) sendInParts(form)
for (const form of document.querySelectorAll('form[data-puzzle]')) solve(form)

// A long upload says that it is under way.
for (const form of document.querySelectorAll('form[data-busy]')) {
  form.addEventListener('submit', () => {
    const status = form.querySelector('[role=status]')
    if (status) status.textContent = form.dataset.busy
  })
}
