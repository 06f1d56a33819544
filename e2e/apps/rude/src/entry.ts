import type { MountProps } from '@portico/micro-app'
import './rude.css'

declare global {
  interface Window {
    rudeGlobal?: string
  }
}

/**
 * Leaves traces wherever a sub-app can, and cleans up nothing. What it does later shows as performance marks, which are
 * the page's own: `rude-tick`, `rude-resize`, `rude-keydown`.
 */
export function mount({ container, portal }: MountProps): void {
  window.rudeGlobal = 'rude was here'
  document.body.classList.add('rude')
  document.documentElement.classList.add('rude')
  document.documentElement.style.overflow = 'hidden'
  setInterval(() => performance.mark('rude-tick'), 20)
  window.addEventListener('resize', () => performance.mark('rude-resize'))
  document.addEventListener('keydown', () => performance.mark('rude-keydown'))
  container.innerHTML = `<h1>Rude</h1><button type="button">rude button</button><output>${window.rudeGlobal}</output>`
  container.querySelector('button')?.addEventListener('click', async () => {
    const { showLate } = await import('./late.ts')
    showLate(container)
  })
  portal.append(createPopup('in the portal'))
  document.body.append(createPopup('at body level'))
}

export function unmount(): void {}

function createPopup(place: string): HTMLElement {
  const popup = document.createElement('div')
  popup.className = 'rude-popup'
  popup.textContent = `popup ${place}`
  return popup
}
