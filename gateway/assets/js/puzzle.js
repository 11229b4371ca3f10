// The sum that goes along with a filing (gateway/proof_of_work.py). Without it one files at a slower rate.
const AT_ONCE = 256

export async function solve(form) {
  if (!window.crypto?.subtle) return
  const { puzzle, bits } = form.dataset
  const zeros = 32 - Number(bits)
  for (let first = 0; ; first += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, nth) => first + nth)
    const digests = await Promise.all(tries.map((each) => digest(`${puzzle}.${each}`)))
    const found = digests.findIndex((each) => each >>> zeros === 0)
    if (found < 0) continue
    form.elements.proof.value = String(first + found)
    return
  }
}

async function digest(text) {
  const bytes = await window.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return new DataView(bytes).getUint32(0)
}
