// Says who rings: told by the server, and asking by itself where that does not work.
const ASK_EVERY = 3000

export function watchTelephone(desk) {
  const ring = document.getElementById('ring')
  const form = document.getElementById('ring-answer')
  const number = document.getElementById('ring-number')

  const show = (waiting) => {
    const [first] = waiting
    if (first) {
      form.action = desk.dataset.call.replace('/-', `/${encodeURIComponent(first.call_id)}/answer`)
      number.textContent = first.number
    }
    if (ring.hidden === Boolean(first)) ring.hidden = !first
  }
  const ask = async () => {
    const answer = await fetch(desk.dataset.waiting).catch(() => null)
    if (answer?.ok && !answer.redirected) show(await answer.json())
  }

  let failures = 0
  const stream = new EventSource(desk.dataset.events)
  stream.addEventListener('waiting', (event) => { failures = 0; show(JSON.parse(event.data)) })
  stream.addEventListener('error', () => {
    failures += 1
    if (stream.readyState !== EventSource.CLOSED && failures < 2) return
    stream.close()
    ask()
    setInterval(ask, ASK_EVERY)
  }, false)
  addEventListener('pagehide', () => stream.close())
}
