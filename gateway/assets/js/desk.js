// The hotline's desk: keys, drafts kept every two seconds, who calls, texts, who rings.
import { keys } from './desk_keys.js'
import { comparing } from './desk_compare.js'
import { keepDraft } from './desk_draft.js'
import { watchTelephone } from './desk_ring.js'
import { script } from './desk_script.js'
import { texts } from './desk_texts.js'

const desk = document.getElementById('desk')
if (desk) {
  const form = document.getElementById('call')
  const draft = form ? keepDraft(form) : null
  watchTelephone(desk)
  if (form) {
    texts(desk, form)
    beside(form)
    comparing(form)
    script(form)
    const first = form.elements.number.value ? form.elements.facts : form.elements.number
    if (!location.hash) first.focus()
  }
  const timer = document.getElementById('timer')
  if (timer) tick(timer)
  document.getElementById('read-out')?.focus()
  keys(desk, form, draft)
}

// Looks up the caller and what may be the same whenever one of the fields that matter has changed.
function beside(form) {
  const watched = ['number', 'respondent_name', 'respondent_url', 'right_number']
  let asked = ''
  const look = async () => {
    const now = watched.map((name) => form.elements[name].value).join('\n')
    if (now === asked || !now.trim()) return
    asked = now
    const answer = await fetch(form.dataset.beside, { method: 'POST', body: new FormData(form) }).catch(() => null)
    if (!answer?.ok || now !== asked) return
    const found = await answer.json()
    document.getElementById('caller').innerHTML = found.caller
    replaceAlike(found.alike)
    document.getElementById('said').textContent = found.said || ''
    if (found.name && !form.elements.contact_name.value) form.elements.contact_name.value = found.name
  }
  for (const name of watched) form.elements[name].addEventListener('blur', look)
  form.elements.number.addEventListener('input', (event) => {
    if (event.target.value.replace(/\D/g, '').length === 11) look()
  })
  look()
}

// Who looks through the list keeps the place when it comes anew.
function replaceAlike(html) {
  const panel = document.getElementById('alike')
  const at = panel.contains(document.activeElement) ? document.activeElement.dataset.compare : ''
  panel.innerHTML = html
  if (at) (panel.querySelector(`[data-compare="${CSS.escape(at)}"]`) || panel.querySelector('button'))?.focus()
}

// By the server's clock: the one of this machine may be wrong, and may jump.
function tick(timer) {
  const before = Date.parse(timer.dataset.now) - Date.parse(timer.dataset.since) - performance.now()
  const two = (number) => String(number).padStart(2, '0')
  const show = () => {
    const seconds = Math.max(0, Math.floor((before + performance.now()) / 1000))
    timer.classList.toggle('hh-late', seconds > Number(timer.dataset.target || Infinity))
    timer.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
  }
  show()
  setInterval(show, 1000)
}
