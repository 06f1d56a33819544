import type { Ledger } from '../ledger/ledger.ts'
import { nativeCall, overrideMethod, overrideProperty } from './override.ts'
import type { PageApps } from './page-apps.ts'
import { bindText } from './text-scripts.ts'

/** What belongs into a head. Of these it is remembered who made them: who puts them there may be a shared library. */
const OF_A_HEAD: ReadonlySet<string> = new Set(['style', 'link', 'script', 'meta', 'title', 'base'])

const removeChild = nativeCall(Node.prototype, 'removeChild')

/**
 * Which app's the nodes are that are put below `html`, `head` and `body`. Those for a head go to the app's own one, so that
 * its styles leave with it; others are marked as the app's, hide with its tab and go with it.
 */
export class PageNodes {
  readonly #apps: PageApps
  readonly #makers = new WeakMap<Node, Ledger | null>()

  constructor(apps: PageApps) {
    this.#apps = apps
  }

  install(): void {
    for (const parent of [document.documentElement, document.head, document.body]) this.#watch(parent)
  }

  /** `tag` as it was given to `createElement`. */
  static isOfAHead(tag: string): boolean {
    return tag.length <= 6 && OF_A_HEAD.has(tag.toLowerCase())
  }

  /** Just made, by the code that runs now. */
  made(node: Node, maker: Ledger | null): void {
    this.#makers.set(node, maker)
    if (node instanceof HTMLStyleElement) maker?.styles.made(node)
  }

  #watch(parent: HTMLElement): void {
    overrideMethod<Node>(parent, 'appendChild', (native, args) => this.#insertOne(parent, native, args))
    overrideMethod<Node>(parent, 'insertBefore', (native, args) => this.#insertOne(parent, native, args))
    overrideMethod<Node>(parent, 'replaceChild', (native, args) => {
      this.#insertOne(parent, native, args)
      const replaced = args[1] as ChildNode
      if (replaced.isConnected) replaced.remove()
      return replaced
    })
    for (const name of ['append', 'prepend'] as const) {
      overrideMethod<ParentNode>(parent, name, (native, args) => {
        const staying = args.filter(each => !(each instanceof Node) || !this.#moveToOwner(each, null))
        if (staying.length > 0) native(...staying)
        this.#adopt(parent, staying)
      })
    }
    overrideMethod<Element>(parent, 'insertAdjacentElement', (native, [where, element]) => {
      if (!this.#moveToOwner(element as Node, null)) native(where, element)
      this.#adopt(parent, [element])
      return element
    })
    overrideMethod<Element>(parent, 'insertAdjacentHTML', (native, args) => {
      const owner = this.#apps.caller()
      if (owner === null) native(...args)
      else this.#addAll(parent, owner, String(args[1]))
    })
    overrideMethod<Node>(parent, 'removeChild', (native, [child]) => {
      const own = child instanceof Node ? child.parentNode : null
      return isOfApp(own) ? removeChild(own, child) : native(child)
    })
    this.#refuseWiping(parent)
  }

  #insertOne(parent: HTMLElement, native: (...args: unknown[]) => unknown, args: unknown[]): unknown {
    const [node, place] = args
    const at = place instanceof Node ? place : null
    if (node instanceof Node && this.#moveToOwner(node, at)) return node
    const added = node instanceof DocumentFragment ? [...node.childNodes] : [node]
    const answer = native(...args)
    this.#adopt(parent, added)
    return answer
  }

  /** An app that writes the page's content anew means its own share of it. */
  #refuseWiping(parent: HTMLElement): void {
    overrideMethod<ParentNode>(parent, 'replaceChildren', (native, args) => {
      const owner = this.#apps.caller()
      if (owner === null) native(...args)
      else parent.append(...(args as (Node | string)[]))
    })
    for (const name of ['innerHTML', 'outerHTML', 'textContent', 'innerText']) {
      overrideProperty(parent, name, {
        set: (native, value) => {
          const owner = this.#apps.caller()
          if (owner === null) native(value)
          else if (name === 'innerHTML') this.#addAll(parent, owner, withoutPage(parent, String(value)))
        },
      })
    }
  }

  #addAll(parent: HTMLElement, owner: Ledger, html: string): void {
    const template = document.createElement('template')
    template.innerHTML = html
    for (const node of [...template.content.childNodes]) {
      this.#makers.set(node, owner)
      parent.appendChild(node)
    }
  }

  /** True: nothing is left to be put where it was meant to go. */
  #moveToOwner(node: Node, at: Node | null): boolean {
    if (node instanceof DocumentFragment) {
      const moved = [...node.childNodes].filter(child => this.#moveToOwner(child, at))
      return moved.length > 0 && node.childNodes.length === 0
    }
    if (!(node instanceof Element) || !PageNodes.isOfAHead(node.localName)) return false
    const owner = this.#ownerOf(node)
    if (owner === null) return false
    // A base would turn every relative address of the page, and a title is the tab's.
    if (node.localName === 'title') owner.title = node.textContent
    else if (node.localName === 'base') console.warn(`[portico] BASE_REFUSED: ${owner.app} may not set one`)
    else {
      if (owner.folder !== null) leadToFolder(node, owner.folder)
      if (node instanceof HTMLScriptElement) this.#claim(node, owner)
      owner.styles.insert(node, at)
    }
    return true
  }

  /** A script of the app's own artifact is this copy's; a vendor's that it has asked for acts in its name. */
  #claim(script: HTMLScriptElement, owner: Ledger): void {
    if (script.src === '') {
      bindText(script, owner)
      return
    }
    const marked = owner.markScript(script.src)
    if (marked === null)
      this.#apps.owners.register({ base: script.src.split('?', 1)[0] ?? '', retryMark: null }, owner)
    else if (marked !== script.src) script.src = marked
  }

  /** What stands beside the page's own elements: at body level the seen app's in any case, unless a hidden one put it there. */
  #adopt(parent: HTMLElement, nodes: readonly unknown[]): void {
    if (parent === document.head) return
    const owner = this.#apps.caller()
    if (owner === null) return
    for (const each of nodes) {
      if (!(each instanceof Element || each instanceof CharacterData)) continue
      if (!owner.isAttached) each.remove()
      else if (each instanceof HTMLElement) owner.elements.adopt(each)
      else owner.looseNodes.add(each)
    }
  }

  #ownerOf(node: Node): Ledger | null {
    const known = this.#makers.get(node)
    if (known !== undefined) return known
    const owner = this.#apps.caller()
    this.#makers.set(node, owner)
    return owner
  }
}

/** A relative address in a wrapped page means a file of its build, not the shell's address. */
function leadToFolder(node: Element, folder: string): void {
  for (const name of ['href', 'src']) {
    const given = node.getAttribute(name)
    if (given !== null && /^(?![a-z][a-z\d+.-]*:|[/?#])./i.test(given))
      node.setAttribute(name, new URL(given, folder).href)
  }
}

/** Where nodes are led that were put below `head` or `body`. */
function isOfApp(parent: ParentNode | null): parent is HTMLElement {
  return parent instanceof HTMLElement && parent.matches('.app-head, .app-root')
}

/** `body.innerHTML += x` gives all of the page back, with what is new at its end. */
function withoutPage(parent: HTMLElement, html: string): string {
  const before = parent.innerHTML
  return html.startsWith(before) ? html.slice(before.length) : html
}
