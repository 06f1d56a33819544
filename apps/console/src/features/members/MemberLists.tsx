import { MEMBER_LISTS, type MemberList, type Release } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Members } from './Members.tsx'
import { membersMessages } from './members.messages.ts'

/** The four lists of a release, the one looked at in full. */
export function MemberListsPanel({ release }: { release: Release }): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const [list, setList] = useState<MemberList>('allow')
  return (
    <Card title={t.title}>
      <div className="con-filters con-list-choice">
        <Segmented<MemberList>
          aria-label={t.title}
          value={list}
          options={MEMBER_LISTS.map(each => ({
            value: each,
            label: `${t[each]} (${integer(release.lists[each].count)})`,
          }))}
          onChange={setList}
        />
      </div>
      <Members key={list} release={release} list={list} />
    </Card>
  )
}
