import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { addMonths, type Month } from '@portico/shared-ui'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { KeyboardEvent } from 'react'
import { messages } from '../../common/messages.ts'

interface MonthPickerProps {
  month: Month
  currentMonth: Month
  onChange(month: Month): void
}

/** Arrows at the sides, a calendar of months in the middle; Page Up and Page Down work from any of them. */
export function MonthPicker({ month, currentMonth, onChange }: MonthPickerProps) {
  const t = useMessages(messages)
  const { locale } = useFormats()
  const isCurrent = month >= currentMonth
  const step = (count: number) => {
    if (count < 0 || !isCurrent) onChange(addMonths(month, count))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and a form's meaning
    <div
      role="group"
      aria-label={t.month}
      aria-keyshortcuts="PageUp PageDown"
      className="wb-month"
      onKeyDown={event => onPageKeys(event, step)}
    >
      <Button icon={<LeftOutlined aria-hidden />} aria-label={t.previousMonth} onClick={() => step(-1)} />
      <DatePicker
        picker="month"
        aria-label={t.month}
        value={dayjs(`${month}-01`)}
        format={locale === 'en' ? 'MMMM YYYY' : 'YYYY年M月'}
        maxDate={dayjs(`${currentMonth}-01`)}
        allowClear={false}
        inputReadOnly
        onChange={value => value && onChange(value.format('YYYY-MM'))}
      />
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t.nextMonth}
        disabled={isCurrent}
        onClick={() => step(1)}
      />
      {month !== currentMonth && <Button onClick={() => onChange(currentMonth)}>{t.currentMonth}</Button>}
    </div>
  )
}

function onPageKeys(event: KeyboardEvent, step: (count: number) => void): void {
  if (event.key !== 'PageUp' && event.key !== 'PageDown') return
  event.preventDefault()
  step(event.key === 'PageUp' ? -1 : 1)
}
