// Enhancements of the staff pages. Every page works without them.
import 'htmx.org'
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink, createAll } from 'govuk-frontend'

const components = [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink]
for (const component of components) createAll(component)

document.body.addEventListener('htmx:afterSwap', (event) => {
  for (const component of components) createAll(component, undefined, event.detail.target)
})
