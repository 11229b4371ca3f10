// Drags a session to a free place of the room table. The page that follows asks before anything moves;
// without dragging, the same is done by the links and buttons of the table.
export function dragSessions(table) {
  let from = ''
  for (const session of table.querySelectorAll('[data-move]')) {
    session.draggable = true
    session.addEventListener('dragstart', (event) => {
      from = session.dataset.move
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', session.textContent)
    })
    session.addEventListener('dragend', () => {
      from = ''
    })
  }
  for (const place of table.querySelectorAll('[data-slot]')) {
    place.addEventListener('dragover', (event) => {
      if (from) event.preventDefault()
    })
    place.addEventListener('drop', (event) => {
      event.preventDefault()
      if (from) window.location.assign(`${from}&slot=${encodeURIComponent(place.dataset.slot)}`)
    })
  }
}
