import type { Locale } from '@portico/micro-app'
import type { ThemeChoice } from '../../services/appearance.ts'
import { Icon } from './Icon.tsx'
import { useLocale, useShellPage, useSignal, useWords } from './shell-context.ts'

const LANGUAGES: { locale: Locale; name: string }[] = [
  { locale: 'zh-CN', name: '中文' },
  { locale: 'en', name: 'English' },
]

const THEMES = [
  { choice: 'light', icon: 'sun' },
  { choice: 'dark', icon: 'moon' },
  { choice: 'system', icon: 'settings' },
] as const satisfies { choice: ThemeChoice; icon: string }[]

export function LanguageChoice() {
  const words = useWords()
  const locale = useLocale()
  const { language } = useShellPage().services
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{words.language}</legend>
      {LANGUAGES.map(({ locale: own, name }) => (
        <button
          key={own}
          type="button"
          lang={own}
          aria-pressed={own === locale}
          onClick={() => language.choose(own)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

export function ThemeChoices() {
  const words = useWords()
  const { appearance } = useShellPage().services
  const chosen = useSignal(appearance.choice)
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{words.theme}</legend>
      {THEMES.map(({ choice, icon }) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === chosen}
          aria-label={words[choice]}
          title={words[choice]}
          onClick={() => appearance.choose(choice)}
        >
          <Icon name={icon} size={16} />
        </button>
      ))}
    </fieldset>
  )
}
