import { Select, type SelectProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { isFound } from './is-found.ts'
import { useKeyGuard } from './use-key-guard.ts'

/** What is looked through when a person types; `label` is text, so that what is seen is what is found. */
export interface SearchOption {
  value: string
  label: string
}

type OwnProps = 'options' | 'mode' | 'onChange' | 'onSearch' | 'showSearch' | 'filterOption' | 'value'
type RefusedProps = 'optionFilterProp' | 'filterSort' | 'searchValue' | 'defaultActiveFirstOption'

interface SearchSelectProps<Option extends SearchOption, Value>
  extends Omit<SelectProps<Value, Option>, OwnProps | RefusedProps> {
  value: Value | null | undefined
  /** With `onTyped` those that were found for the text that is typed now, and none while they are looked for. */
  options: Option[]
  onChange?: (value: Value) => void
  /** For choices that a server finds. Without it the labels are looked through here. */
  onTyped?: (typed: string) => void
}

/**
 * A select in which a person can type. A search chooses what it found: Enter takes the first choice that matches, and with
 * nothing found, or nothing found yet, it does nothing. Tab leaves the field as it is.
 */
export function SearchSelect<Option extends SearchOption, Value extends string = string>(
  props: SearchSelectProps<Option, Value>,
): ReactNode {
  return <Searched<Option, Value> {...props} />
}

/** The same for several choices at once. */
export function SearchMultiSelect<Option extends SearchOption, Value extends string = string>(
  props: SearchSelectProps<Option, Value[]>,
): ReactNode {
  return <Searched<Option, Value[]> {...props} mode="multiple" />
}

function Searched<Option extends SearchOption, Value extends string | string[]>({
  options,
  onTyped,
  onOpenChange,
  onSelect,
  ...rest
}: SearchSelectProps<Option, Value> & { mode?: 'multiple' }): ReactNode {
  const [typed, setTyped] = useState('')
  const type = (text: string) => {
    setTyped(text)
    onTyped?.(text)
  }
  const found = onTyped ? options : options.filter(option => isFound(option.label, typed))
  const guard = useKeyGuard(() => typed.trim() === '' || found.length > 0)
  return (
    <div className="p-picker" onKeyDownCapture={guard}>
      <Select<Value, Option>
        {...rest}
        options={found}
        showSearch={{ filterOption: false, onSearch: type }}
        onOpenChange={isOpen => {
          onOpenChange?.(isOpen)
          if (!isOpen) type('')
        }}
        // The select empties its field without a word when something was chosen, and stays open for several.
        onSelect={(value, option) => {
          onSelect?.(value, option)
          type('')
        }}
      />
    </div>
  )
}
