import type { MountProps } from '@portico/micro-app'
import { css, html, LitElement, render } from 'lit'

/** Templates are walked by a tree walker of the document, and styles adopted by the element's own root. */
class LitCounter extends LitElement {
  static override properties = { count: { state: true } }
  static override styles = css`
    button {
      color: rgb(0 128 0);
    }
  `
  declare count: number

  constructor() {
    super()
    this.count = 0
  }

  override render() {
    const pressed = () => {
      this.count += 1
    }
    return html`<button type="button" @click=${pressed}>Pressed ${this.count}</button>`
  }
}

customElements.define('lit-counter', LitCounter)

export function mount({ container }: MountProps): void {
  render(
    html`<h1>Lit</h1><ul>${['one', 'two'].map(each => html`<li>${each}</li>`)}</ul><lit-counter></lit-counter>`,
    container,
  )
}

export function unmount({ container }: MountProps): void {
  render(null, container)
}
