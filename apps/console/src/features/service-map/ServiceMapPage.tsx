import {
  PageHeader,
  StatusTag,
  useCleanSearch,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button, Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { MapPicture } from './MapPicture.tsx'
import { MapTable } from './MapTable.tsx'
import { serviceMapMessages } from './service-map.messages.ts'
import { useMapWords } from './use-map-words.ts'
import {
  MAP_MINUTES,
  type MapFilter,
  readMapFilter,
  type ServiceMap,
  useServiceMap,
  writeMapFilter,
} from './use-service-map.ts'

const DAY_MINUTES = 1_440

export function ServiceMapPage(): ReactNode {
  const t = useMessages(serviceMapMessages)
  const { integer } = useFormats()
  const [search, setSearch] = useSearchParams()
  const filter = readMapFilter(search)
  const map = useServiceMap(filter.minutes)
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(writeMapFilter(filter)))
  const change = (next: Partial<MapFilter>) =>
    setSearch(writeMapFilter({ ...filter, ...next }), { replace: true })
  return (
    <div className="p-page con-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={!map.isError && <StatusTag tone="success">{t.live}</StatusTag>}
      />
      <search className="con-filters">
        <Segmented<number>
          aria-label={t.minutes}
          value={filter.minutes}
          options={MAP_MINUTES.map(minutes => ({
            value: minutes,
            label: minutes === DAY_MINUTES ? t.ofDay : t.ofMinutes(integer(minutes)),
          }))}
          onChange={minutes => change({ minutes })}
        />
      </search>
      <Loaded query={map} label={t.loading} rows={8}>
        {data => <MapOf map={data} service={filter.service} onChoose={service => change({ service })} />}
      </Loaded>
    </div>
  )
}

interface MapOfProps {
  map: ServiceMap
  service: string
  onChoose: (service: string) => void
}

function MapOf({ map, service, onChoose }: MapOfProps): ReactNode {
  const t = useMessages(serviceMapMessages)
  const words = useMapWords(map.seconds)
  if (map.calls.length === 0) return <EmptyCard title={t.none} text={t.noneText} />
  const title = service === '' ? t.calls : t.callsOf(words.name(service))
  return (
    <div className="con-trace">
      <Card title={t.picture}>
        <p className="con-faint con-map-hint">{t.hint}</p>
        <MapPicture map={map} chosen={service} onChoose={onChoose} />
      </Card>
      <Card title={title} actions={service !== '' && <Button onClick={() => onChoose('')}>{t.all}</Button>}>
        <MapTable label={title} map={map} service={service} />
      </Card>
    </div>
  )
}
