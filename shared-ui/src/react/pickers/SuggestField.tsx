import { AutoComplete, type AutoCompleteProps } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { isFound } from './is-found.ts'
import { useKeyGuard } from './use-key-guard.ts'

interface SuggestFieldProps {
  id?: string
  /** Given by a form's item where the field stands in one. */
  value?: string
  onChange?: (value: string) => void
  options: { value: string; label?: ReactNode }[]
  /** The options were found for what is typed, as by a server; else their values are looked through here. */
  isFoundElsewhere?: boolean
  /** The field itself. */
  children: AutoCompleteProps['children']
}

/**
 * A field whose text counts as it is typed, with offers under it: Enter takes an offer only when the arrow keys went to it
 * since the last letter. The field of antd marks an offer by itself once its value begins with what is typed.
 */
export function SuggestField(props: SuggestFieldProps): ReactNode {
  const { value = '', options, isFoundElsewhere = false, children, ...rest } = props
  const [isOpen, setOpen] = useState(false)
  const hasMoved = useRef(false)
  const guard = useKeyGuard(() => hasMoved.current)
  const offered = isFoundElsewhere ? options : options.filter(option => isFound(option.value, value))
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') hasMoved.current = true
    if (event.key !== 'Enter' || hasMoved.current || event.nativeEvent.isComposing) {
      guard(event)
      return
    }
    // The form around it may be sent by this Enter: only the list must not take it.
    event.stopPropagation()
    setOpen(false)
  }
  return (
    <div
      className="p-picker"
      onKeyDownCapture={onKeyDownCapture}
      onInputCapture={() => {
        hasMoved.current = false
      }}
    >
      <AutoComplete
        {...rest}
        value={value}
        options={offered}
        open={isOpen && offered.length > 0}
        onOpenChange={setOpen}
        defaultActiveFirstOption={false}
        showSearch={{ filterOption: false }}
      >
        {children}
      </AutoComplete>
    </div>
  )
}
