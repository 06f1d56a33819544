/** What component libraries such as antd ask of a browser and jsdom has not: it matches no media query and observes no size. */
export function stubBrowser(): void {
  window.matchMedia ??= query => Object.assign(new EventTarget(), mediaQuery(query))
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Element.prototype.scrollIntoView ??= () => {}
}

function mediaQuery(media: string) {
  return { media, matches: false, onchange: null, addListener() {}, removeListener() {} }
}
