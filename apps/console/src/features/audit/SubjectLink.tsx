import { FilterOutlined } from '@ant-design/icons'
import type { AuditEntry } from '@portico/release'
import { defineMessages } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLocalText } from '../../ui/use-local-text.ts'
import { splitSubject, subjectPlace } from '../actor/subject.ts'

const messages = defineMessages({
  en: {
    filter: (subject: string) => `Only what is about ${subject}`,
    release: 'Release',
    token: 'Token',
    tenant: 'Tenant',
    webhook: 'Webhook',
    intervention: 'Intervention',
    baseline: 'Baseline',
    baselineOf: (revision: string) => `Baseline, revision ${revision}`,
    platform: 'All releases',
    artifacts: 'Old artifacts',
  },
  'zh-CN': {
    filter: subject => `只看与 ${subject} 有关的记录`,
    release: '发布',
    token: '令牌',
    tenant: '租户',
    webhook: 'Webhook',
    intervention: '干预',
    baseline: '基线',
    baselineOf: revision => `基线第 ${revision} 版`,
    platform: '全部发布',
    artifacts: '旧制品',
  },
})

interface SubjectLinkProps {
  entry: Pick<AuditEntry, 'subject' | 'subjectName'>
  onFilter: (subject: string) => void
}

/** What an entry is about by its name, with a way there and a way to see only that. */
export function SubjectLink({ entry, onFilter }: SubjectLinkProps): ReactNode {
  const t = useMessages(messages)
  const { subject } = entry
  const name = useSubjectName(entry)
  const place = subjectPlace(subject)
  return (
    <span className="con-subject-link" title={subject}>
      {place ? <Link to={place}>{name}</Link> : name}
      <Button
        type="text"
        size="small"
        icon={<FilterOutlined aria-hidden />}
        aria-label={t.filter(name)}
        onClick={() => onFilter(subject)}
      />
    </span>
  )
}

/** An id alone only where nothing else is known, such as of a token that was deleted. */
function useSubjectName({ subject, subjectName }: SubjectLinkProps['entry']): string {
  const t = useMessages(messages)
  const localText = useLocalText()
  const { kind, name } = splitSubject(subject)
  const given = subjectName && localText(subjectName)
  switch (kind) {
    case 'release':
    case 'token':
    case 'tenant':
    case 'webhook':
    case 'intervention':
      return `${t[kind]} ${given || name}`
    case 'artifact':
      return name.replace('@', ' ')
    case 'baseline':
      return name === '' ? t.baseline : t.baselineOf(name)
    case 'platform':
    case 'artifacts':
      return t[kind]
    default:
      return subject
  }
}
