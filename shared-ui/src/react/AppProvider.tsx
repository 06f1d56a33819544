import {
  CheckCircleFilled,
  CloseCircleFilled,
  EllipsisOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
  LoadingOutlined,
} from '@ant-design/icons'
import type { Locale } from '@portico/micro-app'
import { useLocale, useMountProps, useTheme } from '@portico/micro-app/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntdApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { defineMessages } from '../messages/messages.ts'
import { healFailedReads } from '../reads.ts'
import { antdThemeOf } from './antd-theme.ts'
import { DegradedNotice } from './DegradedNotice.tsx'
import { createQueryClient } from './query-client.ts'
import { useReducedMotion } from './use-reduced-motion.ts'
import './react.css'

const ANTD_LOCALES: Record<Locale, typeof enUS> = { en: enUS, 'zh-CN': zhCN }

const BUTTONS = {
  // antd would part two Chinese characters with a blank, in the button's name too.
  autoInsertSpace: false,
  // Its own icon puts "loading" before the button's name, and stays there when its way out is cut short.
  loadingIcon: <LoadingOutlined aria-hidden />,
}

// Icons of antd are images called by their file names, in English; beside their texts they say nothing.
const STATE_ICONS = {
  successIcon: <CheckCircleFilled aria-hidden />,
  infoIcon: <InfoCircleFilled aria-hidden />,
  warningIcon: <ExclamationCircleFilled aria-hidden />,
  errorIcon: <CloseCircleFilled aria-hidden />,
}

const moreMessages = defineMessages({ en: { more: 'More' }, 'zh-CN': { more: '更多' } })

/** Everything a React sub-app stands on: theme and language that follow the shell, popups in the app's portal, queries. */
export function AppProvider({ children }: { children: ReactNode }): ReactNode {
  const { instanceId, portal } = useMountProps()
  const locale = useLocale()
  const theme = useTheme()
  const { more } = moreMessages[locale]
  const tabs = useMemo(() => ({ more: { icon: <EllipsisOutlined aria-label={more} /> } }), [more])
  const hasMotion = !useReducedMotion()
  const config = useMemo(() => antdThemeOf({ theme, hasMotion }, instanceId), [theme, hasMotion, instanceId])
  const [queryClient] = useState(createQueryClient)
  useEffect(() => healFailedReads(queryClient), [queryClient])
  return (
    <ConfigProvider
      locale={ANTD_LOCALES[locale]}
      theme={config}
      getPopupContainer={() => portal}
      button={BUTTONS}
      alert={STATE_ICONS}
      modal={STATE_ICONS}
      tabs={tabs}
    >
      <AntdApp component={false}>
        <QueryClientProvider client={queryClient}>
          <div className="p-app" lang={locale}>
            <DegradedNotice />
            {children}
          </div>
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  )
}
