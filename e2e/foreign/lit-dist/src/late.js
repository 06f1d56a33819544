import { css, html, LitElement } from 'lit'

class LitLate extends LitElement {
  static styles = css`p { color: rgb(0, 0, 255); }`

  render() {
    return html`<p>The late part</p>`
  }
}

customElements.define('lit-late', LitLate)
