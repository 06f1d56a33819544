import type {
  Contribution,
  MountedSlot,
  SlotContexts,
  SlotEntry,
  SlotName,
  SlotService,
} from '@portico/micro-app'

interface FakeMountedSlot {
  slot: SlotName
  context: SlotContexts[SlotName]
}

/** Slots that are filled by empty boxes: which there are a test decides. */
export class FakeSlots implements SlotService {
  /** What is mounted now, with its last context. */
  readonly mounted: FakeMountedSlot[] = []
  readonly #entries: readonly SlotEntry[]

  constructor(entries: readonly SlotEntry[] = []) {
    this.#entries = entries
  }

  list(slot: SlotName): readonly SlotEntry[] {
    return this.#entries.filter(({ contribution }) => contribution.slot === slot)
  }

  mount<S extends SlotName>(slot: S, element: HTMLElement, context: SlotContexts[S]): MountedSlot<S> {
    const boxes = this.list(slot).map(({ app, contribution }) => boxOf(app, contribution))
    const mounted: FakeMountedSlot = { slot, context }
    this.mounted.push(mounted)
    element.append(...boxes)
    return {
      update: next => {
        mounted.context = next
      },
      unmount: () => {
        const index = this.mounted.indexOf(mounted)
        if (index !== -1) this.mounted.splice(index, 1)
        for (const box of boxes) box.remove()
      },
    }
  }
}

function boxOf(app: string, { id }: Contribution): HTMLElement {
  const box = document.createElement('div')
  box.className = 'slot-box'
  box.dataset.contribution = `${app}/${id}`
  return box
}
