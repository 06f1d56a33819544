import type { Component } from 'vue'
import type { Lifecycles } from '../protocol.ts'
import { resume, suspend } from '../visibility.ts'
import { type VueRoot, vueLifecycles } from './vue-lifecycles.ts'

/**
 * The lifecycles of what a Vue app shows in a slot of another; `src/contributions/<id>` exports them by name:
 * `export const { mount, update, unmount, suspend, resume } = defineVueContribution(Card)`. It has no routes.
 */
export function defineVueContribution(
  component: Component,
  { setup }: Pick<VueRoot, 'setup'> = {},
): Required<Pick<Lifecycles, 'mount' | 'update' | 'unmount' | 'suspend' | 'resume'>> {
  return { ...vueLifecycles({ component, setup }), suspend, resume }
}
