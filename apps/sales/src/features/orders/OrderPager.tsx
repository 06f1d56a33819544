import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { type OrderView, PAGE_SIZES } from './order-filter.ts'
import { ordersMessages } from './orders.messages.ts'
import type { OrderPageData } from './use-orders.ts'

interface OrderPagerProps {
  view: OrderView
  pageInfo: OrderPageData['pageInfo']
  isBusy: boolean
  onPageSize: (size: OrderView['pageSize']) => void
  onNext: (endCursor: string) => void
  onPrevious: () => void
}

export function OrderPager(props: OrderPagerProps): ReactNode {
  const { view, pageInfo, isBusy, onPageSize, onNext, onPrevious } = props
  const t = useMessages(ordersMessages)
  const { endCursor } = pageInfo
  return (
    <nav className="sales-pager" aria-label={t.pageSize}>
      <Select
        aria-label={t.pageSize}
        value={view.pageSize}
        options={PAGE_SIZES.map(size => ({ value: size, label: t.perPage(size) }))}
        onChange={onPageSize}
      />
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t.previous}
        disabled={view.after === '' || isBusy}
        onClick={onPrevious}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t.next}
        disabled={!pageInfo.hasNextPage || isBusy}
        onClick={() => endCursor && onNext(endCursor)}
      />
    </nav>
  )
}
