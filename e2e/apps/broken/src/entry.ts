import type { MountProps } from '@portico/micro-app'

/**
 * Fails where its path says - `/broken/bootstrap`, `/broken/mount`, `/broken/later`, `/broken/never` (mount never settles) -
 * until `localStorage.brokenIsMended` is set; anywhere else it works.
 */
export function bootstrap(): void {
  failAt('bootstrap')
}

export async function mount({ container, onError }: MountProps): Promise<void> {
  failAt('mount')
  if (isBrokenAt('never')) await new Promise(() => {})
  container.innerHTML = '<h1>Mended</h1>'
  if (isBrokenAt('later')) setTimeout(() => onError(new Error('broken later')), 50)
}

export function unmount({ container }: MountProps): void {
  container.replaceChildren()
}

function failAt(place: string): void {
  if (isBrokenAt(place)) throw new Error(`broken at ${place}`)
}

function isBrokenAt(place: string): boolean {
  return localStorage.getItem('brokenIsMended') === null && window.location.pathname.endsWith(`/${place}`)
}
