import { defineMessages } from '@portico/shared-ui'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Pages } from '../release-client/use-pages.ts'
import { Loaded } from './Loaded.tsx'

const messages = defineMessages({
  en: {
    more: 'Show more',
    count: (count: string) => `${count} shown, there are more`,
    end: (count: string) => `${count} shown, that is all`,
  },
  'zh-CN': {
    more: '显示更多',
    count: count => `已显示 ${count} 条，还有更多`,
    end: count => `共 ${count} 条，已全部显示`,
  },
})

interface PagedListProps<Item> {
  pages: Pages<Item>
  label: string
  empty: ReactNode
  rows?: number
  children(items: Item[]): ReactNode
}

/** A list that grows by its pages and says where it ends. */
export function PagedList<Item>({ pages, label, empty, rows, children }: PagedListProps<Item>): ReactNode {
  return (
    <Loaded query={pages} label={label} rows={rows ?? 5}>
      {items => (items.length === 0 ? empty : <Listed pages={pages} items={items} list={children(items)} />)}
    </Loaded>
  )
}

interface ListedProps<Item> {
  pages: Pages<Item>
  items: Item[]
  list: ReactNode
}

function Listed<Item>({ pages, items, list }: ListedProps<Item>): ReactNode {
  const t = useMessages(messages)
  const { integer } = useFormats()
  const count = integer(items.length)
  return (
    <>
      {list}
      <div className="con-more">
        <span className="con-faint" role="status">
          {pages.hasNextPage ? t.count(count) : t.end(count)}
        </span>
        {pages.hasNextPage && (
          <Button
            size="small"
            onClick={() => void pages.fetchNextPage()}
            loading={pages.isFetchingNextPage}
            danger={pages.isFetchNextPageError}
          >
            {t.more}
          </Button>
        )}
      </div>
    </>
  )
}
