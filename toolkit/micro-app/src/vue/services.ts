import {
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  onScopeDispose,
  type Ref,
  readonly,
  shallowRef,
} from 'vue'
import type { Locale, SlotName } from '../manifest.ts'
import type { MountProps, ShellServices, Theme, Undo } from '../protocol.ts'
import type { SlotContexts } from '../slot-contexts.ts'
import type { SlotPlace } from '../slots.ts'

export const slotPlaceKey: InjectionKey<Readonly<Ref<SlotPlace | undefined>>> = Symbol('portico slot place')
export const mountPropsKey: InjectionKey<MountProps> = Symbol('portico mount props')

/** What the shell gave this instance: its element, its portal (a `Teleport` target for popups), its base. */
export function useMountProps(): MountProps {
  const props = inject(mountPropsKey)
  if (props === undefined) throw new Error('Shell services are used outside of an app made by defineVueApp')
  return props
}

export function useShell(): ShellServices {
  return useMountProps().shell
}

/** Of a contribution: the context of its slot, also when that changes. Throws in any other slot. */
export function useSlotContext<S extends SlotName>(name: S): ComputedRef<SlotContexts[S]> {
  const place = inject(slotPlaceKey)
  return computed(() => {
    if (place?.value?.name !== name) throw new Error(`This is no contribution to ${name}`)
    return place.value.context as SlotContexts[S]
  })
}

/** The language the shell speaks now. */
export function useLocale(): Readonly<Ref<Locale>> {
  const { i18n } = useShell()
  return useObserved(i18n, i18n.locale())
}

export function useTheme(): Readonly<Ref<Theme>> {
  const { theme } = useShell()
  return useObserved(theme, theme.current())
}

function useObserved<T>(
  source: { subscribe(listener: (value: T) => void): Undo },
  initial: T,
): Readonly<Ref<T>> {
  const value = shallowRef(initial)
  onScopeDispose(
    source.subscribe(next => {
      value.value = next
    }),
  )
  return readonly(value) as Readonly<Ref<T>>
}
