import { FilterOutlined } from '@ant-design/icons'
import { defineMessages } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const messages = defineMessages({
  en: { filter: (subject: string) => `Only what is about ${subject}` },
  'zh-CN': { filter: subject => `只看与 ${subject} 有关的记录` },
})

interface SubjectLinkProps {
  subject: string
  onFilter: (subject: string) => void
}

/** What an entry is about, with a way there and a way to see only that. */
export function SubjectLink({ subject, onFilter }: SubjectLinkProps): ReactNode {
  const t = useMessages(messages)
  const place = placeOf(subject)
  return (
    <span className="con-subject-link">
      {place ? <Link to={place}>{subject}</Link> : subject}
      <Button
        type="text"
        size="small"
        icon={<FilterOutlined aria-hidden />}
        aria-label={t.filter(subject)}
        onClick={() => onFilter(subject)}
      />
    </span>
  )
}

/** Null: this app has no page about it. */
function placeOf(subject: string): string | null {
  const [, kind, name = ''] = /^([a-z]+):(.+)$/.exec(subject) ?? []
  if (kind === 'release') return `/releases/${encodeURIComponent(name)}`
  if (kind === 'baseline') return '/snapshots'
  if (kind !== 'artifact') return null
  const [app = '', version = ''] = name.split('@')
  return version === '' ? null : `/artifacts/${app}/${encodeURIComponent(version)}`
}
