import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import type { ProductPageData } from './use-products.ts'

interface ProductPagerProps {
  isFirst: boolean
  pageInfo: ProductPageData['pageInfo']
  isBusy: boolean
  onNext: (endCursor: string) => void
  onPrevious: () => void
}

export function ProductPager({
  isFirst,
  pageInfo,
  isBusy,
  onNext,
  onPrevious,
}: ProductPagerProps): ReactNode {
  const t = useMessages(messages)
  const { endCursor, hasNextPage } = pageInfo
  if (isFirst && !hasNextPage) return null
  return (
    <nav className="cat-pager" aria-label={t.pages}>
      <Button icon={<LeftOutlined aria-hidden />} disabled={isFirst || isBusy} onClick={onPrevious}>
        {t.previous}
      </Button>
      <Button
        icon={<RightOutlined aria-hidden />}
        iconPlacement="end"
        disabled={!hasNextPage || isBusy}
        onClick={() => endCursor && onNext(endCursor)}
      >
        {t.next}
      </Button>
    </nav>
  )
}
