import type { Contribution, I18nService } from '@portico/micro-app'
import type { SubAppError } from '../failure/app-error.ts'
import { SLOT_WORDS } from './slot-words.ts'

const DEFAULT_HEIGHT = 160
/** How far a contribution may grow that does not say it. */
const GROWTH = 3

/**
 * The element of one contribution in a slot: as large as was declared from the beginning, scrolled where it grows beyond its
 * limit, and the panel of its failure.
 */
export class SlotBox {
  readonly element = document.createElement('div')
  readonly #contribution: Contribution
  #panel: HTMLElement | null = null

  constructor(app: string, contribution: Contribution) {
    const { slot, id, size } = contribution
    this.#contribution = contribution
    this.element.className = 'slot-box'
    this.element.dataset.slot = slot
    this.element.dataset.contribution = `${app}/${id}`
    const { height = DEFAULT_HEIGHT, maxHeight = height * GROWTH } = size ?? {}
    this.element.style.minHeight = `${height}px`
    this.element.style.maxHeight = `${maxHeight}px`
    this.element.style.setProperty('--slot-columns', String(size?.columns ?? 1))
    this.element.ariaBusy = 'true'
  }

  append(content: Element): void {
    this.element.append(content)
  }

  setReady(): void {
    this.element.ariaBusy = null
  }

  /** In the language of this moment: the panel is small, and ends with the next try. */
  showFailure(error: SubAppError, { locale }: Pick<I18nService, 'locale'>, onRetry: () => void): void {
    const words = SLOT_WORDS[locale()]
    const panel = document.createElement('div')
    panel.className = 'slot-failure'
    panel.role = 'alert'
    const text = document.createElement('p')
    text.textContent = words.failed(this.#contribution.title[locale()])
    const code = document.createElement('code')
    code.textContent = error.code
    const retry = document.createElement('button')
    retry.type = 'button'
    retry.textContent = words.retry
    retry.addEventListener('click', onRetry)
    panel.append(text, code, retry)
    this.hideFailure()
    this.#panel = panel
    this.element.append(panel)
    this.setReady()
  }

  hideFailure(): void {
    this.#panel?.remove()
    this.#panel = null
  }
}
