// Sends a large file in parts, and goes on where a broken connection has left it.
const LARGE = 8 * 1024 * 1024
const PART = 4 * 1024 * 1024
const MOST_TRIES = 30

export function sendInParts(form) {
  form.addEventListener('submit', (event) => {
    const file = form.elements.file.files[0]
    if (!file || file.size <= LARGE) return
    event.preventDefault()
    event.stopImmediatePropagation()
    form.querySelector('button').disabled = true
    send(form, file).catch((problem) => {
      say(form, problem.message)
      form.querySelector('button').disabled = false
    })
  })
}

async function send(form, file) {
  const begun = await told(form, form.dataset.large, {})
  const address = `${form.dataset.large}/${begun.upload_id}`
  let offset = 0
  let tries = 0
  while (offset < file.size) {
    const part = file.slice(offset, offset + Math.min(PART, begun.largest_part))
    const answer = await post(form, address, { offset, file: part }).catch(() => null)
    const said = answer ? await answer.json().catch(() => ({})) : {}
    if (answer?.ok || (answer?.status === 409 && Number.isInteger(said.offset))) {
      offset = said.offset
      tries = 0
      say(form, `${form.dataset.done} ${Math.floor(offset * 100 / file.size)}%`)
    } else if (answer && answer.status < 500) {
      throw new Error(said.detail || String(answer.status))
    } else {
      tries += 1
      if (tries > MOST_TRIES) throw new Error(form.dataset.again)
      say(form, form.dataset.again)
      await new Promise((resolve) => { setTimeout(resolve, Math.min(1000 * tries, 5000)) })
    }
  }
  const done = await told(form, `${address}/done`, {
    name: file.name,
    description: form.elements.description.value,
    form_key: form.elements.form_key.value,
  })
  location.assign(done.onward)
}

async function told(form, address, fields) {
  const answer = await post(form, address, fields)
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(said.detail || String(answer.status))
  return said
}

function post(form, address, fields) {
  const body = new FormData()
  body.set('csrf_token', form.elements.csrf_token.value)
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return fetch(address, { method: 'POST', body })
}

function say(form, words) {
  form.querySelector('[role=status]').textContent = words
}
