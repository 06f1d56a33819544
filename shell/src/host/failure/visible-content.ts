/** Elements that show something by themselves, if they take any place. */
const SHOWING = [
  ...[
    'audio',
    'button',
    'canvas',
    'embed',
    'hr',
    'iframe',
    'img',
    'input',
    'math',
    'meter',
    'object',
    'progress',
  ],
  ...['select', 'svg', 'textarea', 'video'],
].join(',')
const SILENT = 'script,style,link,meta,template,noscript'
/** A page of more hidden elements than this is taken for one that shows something. */
const MAX_ELEMENTS = 5_000
/** A coloured box is something that is seen (a spinner, a skeleton), unless it is the ground of a whole page. */
const GROUND_SHARE = 0.5

/** A browser that cannot say what is rendered must not make a fault of it. */
export function canJudgeContent(): boolean {
  return typeof Element.prototype.checkVisibility === 'function'
}

/**
 * Whether anything is seen of an app: a text, an image, a canvas, a field, a coloured box. An element of a size alone is
 * nothing, nor is the background of an empty page. `stage` is the place that the app has.
 */
export function hasVisibleContent(roots: readonly Element[], stage: Element): boolean {
  // Of a stage that is itself not shown nothing can be said.
  if (!stage.checkVisibility()) return true
  const look = { ground: areaOf(stage) * GROUND_SHARE, left: MAX_ELEMENTS }
  return roots.some(root => showsIn(root, look))
}

interface Look {
  ground: number
  left: number
}

function showsIn(element: Element, look: Look): boolean {
  look.left -= 1
  if (look.left < 0) return true
  if (element.matches(SILENT) || !element.checkVisibility({ opacityProperty: true })) return false
  const children = [...(element.shadowRoot?.children ?? []), ...element.children]
  return showsItself(element, look.ground) || children.some(child => showsIn(child, look))
}

function showsItself(element: Element, ground: number): boolean {
  const area = areaOf(element)
  const isSeen = element.checkVisibility({ visibilityProperty: true })
  if (!isSeen) return false
  if (area > 0 && (element.matches(SHOWING) || isClosedElement(element))) return true
  return hasText(element) || hasText(element.shadowRoot) || (area > 0 && isPainted(element, area < ground))
}

/** What stands in a closed shadow root cannot be seen from outside. */
function isClosedElement({ localName, shadowRoot, childElementCount }: Element): boolean {
  return localName.includes('-') && shadowRoot === null && childElementCount === 0
}

function hasText(parent: Node | null): boolean {
  return [...(parent?.childNodes ?? [])].some(
    node => node instanceof Text && /\S/.test(node.data) && hasPlace(node),
  )
}

function hasPlace(text: Text): boolean {
  const range = document.createRange()
  range.selectNodeContents(text)
  return [...range.getClientRects()].some(({ width, height }) => width > 0 && height > 0)
}

function isPainted(element: Element, isSmall: boolean): boolean {
  const style = getComputedStyle(element)
  const hasBorder = [style.borderTopWidth, style.borderLeftWidth].some(width => parseFloat(width) > 0)
  const hasGround =
    style.backgroundImage !== 'none' || !/^(?:transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
  return (
    hasBorder || (isSmall && hasGround) || hasPseudo(element, '::before') || hasPseudo(element, '::after')
  )
}

function hasPseudo(element: Element, name: string): boolean {
  const { content, display } = getComputedStyle(element, name)
  return display !== 'none' && !['none', 'normal', '""', ''].includes(content)
}

function areaOf(element: Element): number {
  const { width, height } = element.getBoundingClientRect()
  return width * height
}
