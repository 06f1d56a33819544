import { SearchOutlined } from '@ant-design/icons'
import { ClearableInput, useMessages, useSettledText } from '@portico/shared-ui/react'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import { CLEARED, isFiltered, type ProductView } from '../../list/product-view.ts'
import { useCategories } from './use-products.ts'

const SEARCH_DELAY_MS = 300

interface ProductFiltersProps {
  view: ProductView
  onChange: (patch: Partial<ProductView>, options?: { replace?: boolean }) => void
}

export function ProductFilters({ view, onChange }: ProductFiltersProps): ReactNode {
  const t = useMessages(messages)
  return (
    <search className="cat-filters">
      <SearchBox value={view.search} onSettled={search => onChange({ search }, { replace: true })} />
      <CategoryFilter value={view.category} onChange={category => onChange({ category })} />
      <Select<ProductView['kind']>
        className="cat-filter"
        aria-label={t.kind}
        value={view.kind}
        options={[
          { value: '', label: t.anyKind },
          { value: 'GOODS', label: t.GOODS },
          { value: 'SERVICE', label: t.SERVICE },
        ]}
        onChange={kind => onChange({ kind })}
      />
      <Select<ProductView['state']>
        className="cat-filter"
        aria-label={t.state}
        value={view.state}
        options={[
          { value: '', label: t.anyState },
          { value: 'active', label: t.active },
          { value: 'inactive', label: t.inactive },
        ]}
        onChange={state => onChange({ state })}
      />
      {isFiltered(view) && (
        <Button type="link" onClick={() => onChange(CLEARED)}>
          {t.clear}
        </Button>
      )}
    </search>
  )
}

/** The one of the address is among them, whether a product still has it or not. */
function CategoryFilter({
  value,
  onChange,
}: {
  value: string
  onChange: (category: string) => void
}): ReactNode {
  const t = useMessages(messages)
  const known = useCategories()
  const categories = value === '' || known.includes(value) ? known : [value, ...known]
  return (
    <Select
      className="cat-filter"
      aria-label={t.category}
      value={value}
      options={[
        { value: '', label: t.anyCategory },
        ...categories.map(category => ({ value: category, label: category })),
      ]}
      onChange={onChange}
    />
  )
}

/** Keeps what is being typed; the URL follows when it has settled, and leads when the user goes back. */
function SearchBox({ value, onSettled }: { value: string; onSettled: (value: string) => void }): ReactNode {
  const t = useMessages(messages)
  const [typed, setTyped] = useSettledText(value, SEARCH_DELAY_MS, onSettled)
  return (
    <ClearableInput
      type="search"
      className="cat-filter-search"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t.search}
      placeholder={t.search}
      value={typed}
      onChange={event => setTyped(event.target.value)}
    />
  )
}
