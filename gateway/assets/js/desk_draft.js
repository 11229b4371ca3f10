// Keeps what is typed at the server every two seconds. Nothing is written to the browser: desks are shared.
const EVERY = 2000

const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', hourCycle: 'h23', timeZone: 'Asia/Shanghai' })
const atServer = (instant) => CLOCK.format(new Date(instant))

export function keepDraft(form) {
  const line = document.getElementById('kept')
  const counter = document.getElementById('draft_no')
  let kept = content()
  let busy = null
  let stopped = false

  function content() {
    const fields = new FormData(form)
    for (const name of ['csrf_token', 'form_key', 'draft_no']) fields.delete(name)
    return new URLSearchParams(fields).toString()
  }

  async function send(now) {
    counter.value = Number(counter.value) + 1
    try {
      const answer = await fetch(form.dataset.draft, { method: 'POST', body: new FormData(form), redirect: 'manual' })
      // Saved before, or signed out: then the form itself is kept over the new sign-in.
      if (answer.status === 409 || answer.type === 'opaqueredirect') stopped = true
      if (!answer.ok) throw new Error(answer.status)
      const told = await answer.json()
      counter.value = Math.max(Number(counter.value), told.draft_no)
      kept = now
      say(`${line.dataset.kept} ${atServer(told.draft_at)}`, false)
    } catch {
      if (!stopped) say(line.dataset.offline, true)
    }
  }

  function say(words, isBad) {
    line.textContent = words
    line.classList.toggle('hh-offline', isBad)
  }

  function flush() {
    const now = content()
    if (now === kept || stopped) return busy || Promise.resolve()
    busy = busy || send(now).finally(() => { busy = null })
    return busy
  }

  const timer = setInterval(flush, EVERY)
  const stop = () => { stopped = true; clearInterval(timer) }
  // The form leaves the page only when all of it is safe at the server: no net or no service, and it waits here.
  let isSafe = false
  form.addEventListener('submit', (event) => {
    if (isSafe) return
    event.preventDefault()
    surely().then(() => {
      isSafe = true
      stop()
      form.requestSubmit(event.submitter)
    })
  })
  async function surely() {
    await flush()
    await flush() // what was typed while the first was on its way
    while (content() !== kept && !stopped) {
      await new Promise((resolve) => { setTimeout(resolve, EVERY) })
      await flush()
    }
  }
  addEventListener('pagehide', () => { if (!stopped && content() !== kept) navigator.sendBeacon(form.dataset.draft, new FormData(form)) })
  return { flush, stop }
}
