// Says two minutes before a session ends that it will, and afterwards that it has. Work in one tab counts for all.
const ENDS_AT = 'huhang-session-ends-at'
const WARNING = 120 * 1000

export function watchSession(box) {
  const soon = box.querySelector('.hh-session__soon')
  const over = box.querySelector('.hh-session__over')
  let own = 0
  let timer

  const lasts = (seconds) => {
    own = Date.now() + seconds * 1000
    keep(own)
    look()
  }
  const look = () => {
    const left = Math.max(own, kept()) - Date.now()
    show(over, left <= 0)
    show(soon, left > 0 && left <= WARNING)
    clearTimeout(timer)
    if (left > 0) timer = setTimeout(look, left > WARNING ? left - WARNING : left)
  }

  soon.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch(box.dataset.more)
    lasts(answer.ok && !answer.redirected ? (await answer.json()).seconds : 0)
  })
  addEventListener('storage', look)
  document.addEventListener('visibilitychange', look)
  lasts(Number(box.dataset.seconds))
}

function show(element, isShown) {
  if (element.hidden === isShown) element.hidden = !isShown
}

// A browser may refuse to keep anything; then each tab counts for itself.
function keep(at) {
  try { localStorage.setItem(ENDS_AT, at) } catch { /* counts for itself */ }
}

function kept() {
  try { return Number(localStorage.getItem(ENDS_AT)) } catch { return 0 }
}
