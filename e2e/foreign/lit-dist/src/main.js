import { css, html, LitElement } from 'lit'
import logo from './logo.svg'

window.litDistGlobal = 'lit'

class LitDist extends LitElement {
  static properties = { count: { state: true } }
  static styles = css`h1 { color: rgb(0, 128, 0); }`

  constructor() {
    super()
    this.count = 0
  }

  connectedCallback() {
    super.connectedCallback()
    setInterval(() => this.requestUpdate(), 50)
    document.addEventListener('keydown', () => this.requestUpdate())
  }

  async other(event) {
    event.preventDefault()
    await import('./late.js')
    this.renderRoot.append(document.createElement('lit-late'))
  }

  render() {
    return html`<h1>Lit</h1>
      <img src=${logo} alt="logo">
      <button type="button" @click=${() => this.count++}>count ${this.count}</button>
      <a href="#other" @click=${this.other}>other</a>`
  }
}

customElements.define('lit-dist', LitDist)
