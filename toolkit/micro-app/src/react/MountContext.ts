import { createContext, useContext } from 'react'
import type { MountProps } from '../protocol.ts'

export const MountContext = createContext<MountProps | null>(null)

/** What the shell gave this instance: its element, its portal for popups, its base. Throws outside of an app. */
export function useMountProps(): MountProps {
  const props = useContext(MountContext)
  if (props === null) throw new Error('Shell services are used outside of an app made by defineReactApp')
  return props
}
