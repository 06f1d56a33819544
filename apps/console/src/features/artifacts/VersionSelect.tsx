import { defineMessages } from '@portico/shared-ui'
import { SearchSelect, useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useActorText } from '../actor/use-actor-text.ts'
import { useArtifacts } from './use-artifacts.ts'

const messages = defineMessages({
  en: { choose: 'Choose a version', older: 'Load older versions', none: 'No version was published.' },
  'zh-CN': { choose: '选择版本', older: '加载更早的版本', none: '没有已发布的版本。' },
})

interface VersionSelectProps {
  name: string
  value: string | null
  label: string
  /** One that makes no sense here, such as the version to compare with itself. */
  except?: string
  /** Left out: of any kind. A name that stands for an app in one version and a library in another is offered as each. */
  kind?: 'app' | 'shared'
  isWrong?: boolean
  onChange: (version: string) => void
}

/** The published versions of one app, newest first, with who published them when. */
export function VersionSelect(props: VersionSelectProps): ReactNode {
  const { name, value, label, except, kind, isWrong = false, onChange } = props
  const t = useMessages(messages)
  const { zonedTime } = useFormats()
  const actorText = useActorText()
  const versions = useArtifacts(name)
  // While another app was chosen just now, the data is still of the one before.
  const options = (versions.isPlaceholderData ? [] : (versions.data ?? []))
    .filter(
      each =>
        each.version !== except && (kind === undefined || (each.kind === 'shared') === (kind === 'shared')),
    )
    .map(({ version, publishedAt, publishedBy }) => ({
      value: version,
      label: `${version} · ${zonedTime(publishedAt)} · ${actorText(publishedBy)}`,
    }))
  return (
    <SearchSelect
      className="con-version-select"
      aria-label={label}
      placeholder={t.choose}
      status={isWrong ? 'error' : ''}
      disabled={name === ''}
      loading={versions.isFetching}
      popupMatchSelectWidth={false}
      notFoundContent={t.none}
      value={value}
      options={options}
      onChange={onChange}
      popupRender={menu => (
        <>
          {menu}
          {versions.hasNextPage && (
            <Button
              type="link"
              size="small"
              loading={versions.isFetchingNextPage}
              onClick={() => void versions.fetchNextPage()}
            >
              {t.older}
            </Button>
          )}
        </>
      )}
    />
  )
}
