import { useMessages } from '@portico/shared-ui/react'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { rolesMessages } from './roles.messages.ts'

export const RELEASE_PERMISSION = 'platform.release.write'
const OF_ONE_APP = `${RELEASE_PERMISSION}:`
const APP_NAME = /^[a-z][a-z0-9-]{0,63}$/

interface ReleaseAppsProps {
  /** Every permission of the role. */
  value: string[]
  onChange: ((permissions: string[]) => void) | undefined
}

/** The apps and services a role releases where it does not release all. A name that cannot be one is not taken. */
export function ReleaseApps({ value, onChange }: ReleaseAppsProps): ReactNode {
  const t = useMessages(rolesMessages)
  const id = useId()
  const isAll = value.includes(RELEASE_PERMISSION)
  const apps = value.filter(name => name.startsWith(OF_ONE_APP)).map(name => name.slice(OF_ONE_APP.length))
  const change = (names: string[]) => {
    const others = value.filter(name => !name.startsWith(OF_ONE_APP))
    const typed = names.map(name => name.trim().toLowerCase()).filter(name => APP_NAME.test(name))
    onChange?.([...others, ...new Set(typed.map(name => OF_ONE_APP + name))])
  }
  return (
    <div className="team-release-apps">
      <label htmlFor={id}>{t.releaseApps}</label>
      <Select
        id={id}
        mode="tags"
        open={false}
        suffixIcon={null}
        disabled={isAll}
        value={isAll ? [] : apps}
        placeholder={isAll ? t.releasesAll : 'sales'}
        tokenSeparators={[',', ' ']}
        aria-describedby={`${id}-hint`}
        onChange={change}
      />
      <p id={`${id}-hint`} className="team-faint">
        {t.releaseAppsHint}
      </p>
    </div>
  )
}
