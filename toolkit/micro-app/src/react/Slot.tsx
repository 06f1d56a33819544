import { type ReactNode, useEffect, useRef } from 'react'
import type { SlotName } from '../manifest.ts'
import type { SlotContexts } from '../slot-contexts.ts'
import type { MountedSlot, SlotEntry } from '../slots.ts'
import { useMountProps } from './MountContext.ts'
import { useShell } from './services.ts'

interface SlotProps<S extends SlotName> {
  name: S
  context: SlotContexts[S]
  className?: string
}

/** A place that other apps fill. Their boxes are laid out by the element's class; without any it is empty. */
export function Slot<S extends SlotName>({ name, context, className }: SlotProps<S>): ReactNode {
  const { slots } = useShell()
  const element = useRef<HTMLDivElement>(null)
  const latest = useRef(context)
  const mounted = useRef<MountedSlot<S>>(null)
  useEffect(() => {
    if (element.current === null) return
    const slot = slots.mount(name, element.current, latest.current)
    mounted.current = slot
    return () => slot.unmount()
  }, [slots, name])
  useEffect(() => {
    latest.current = context
    mounted.current?.update(context)
  })
  return <div ref={element} className={className} />
}

/** What the user will see in a slot, to know whether there is anything. */
export function useSlotEntries(name: SlotName): readonly SlotEntry[] {
  return useShell().slots.list(name)
}

/** Of a contribution: the context of its slot; renders again when that changes. Throws in any other slot. */
export function useSlotContext<S extends SlotName>(name: S): SlotContexts[S] {
  const { slot } = useMountProps()
  if (slot?.name !== name) throw new Error(`This is no contribution to ${name}`)
  return slot.context as SlotContexts[S]
}
