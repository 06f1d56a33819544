import { ShellController } from '@portico/micro-app/lit'
import { css, html, LitElement } from 'lit'

export class FrameworkPage extends LitElement {
  static override properties = { count: { state: true } }
  static override styles = css`
    h1 {
      color: rgb(0 128 0);
    }
  `
  declare count: number
  readonly #portico = new ShellController(this)

  constructor() {
    super()
    this.count = 0
  }

  override render() {
    const { locale, shell, route } = this.#portico
    return html`
      <h1>Lit</h1>
      <p data-testid="shell">${locale} ${shell.session.info.user.username}</p>
      <p data-testid="path">${route.path}</p>
      <button type="button" @click=${() => (this.count += 1)}>count ${this.count}</button>
      <a href=${route.href('/other')} @click=${(event: MouseEvent) => route.follow(event)}>other</a>
    `
  }
}
