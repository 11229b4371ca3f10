// Enhancements of the staff pages. Every page works without them.
import 'htmx.org'
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink, createAll } from 'govuk-frontend'
import { watchSession } from './session.js'
import { dragSessions } from './staff_drag.js'
import { goAnywhere } from './staff_go.js'

const components = [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink]
for (const component of components) createAll(component)

document.body.addEventListener('htmx:afterSwap', (event) => {
  for (const component of components) createAll(component, undefined, event.detail.target)
})

const session = document.getElementById('session')
if (session) watchSession(session)

const go = document.getElementById('go')
if (go) goAnywhere(go)

const rooms = document.getElementById('room-table')
if (rooms) dragSessions(rooms)

const print = document.getElementById('print')
if (print) {
  print.hidden = false
  print.addEventListener('click', () => window.print())
}
