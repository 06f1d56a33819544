import type { Page } from '@playwright/test'

/**
 * Resolves once no animation or transition runs that will end by itself, in the document, in its open shadow roots and in
 * frames of its origin. What runs for ever (a spinner, a skeleton's shimmer) is left out: it says that something loads, which
 * is waited for otherwise. One that follows on another, as a close after an open, is waited for too.
 */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const rootsIn = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...Array.from(root.querySelectorAll('*')).flatMap(element => {
        const inner =
          element.shadowRoot ?? (element instanceof HTMLIFrameElement ? element.contentDocument : null)
        return inner === null ? [] : rootsIn(inner)
      }),
    ]
    const willEnd = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
    const moving = () =>
      rootsIn(document)
        .flatMap(root => root.getAnimations())
        .filter(willEnd)
    const nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve))
    // What a click or a change of theme sets off begins with the next frame.
    await nextFrame()
    await nextFrame()
    for (let running = moving(); running.length > 0; running = moving()) {
      await Promise.allSettled(running.map(({ finished }) => finished))
      await nextFrame()
    }
  })
}
