import { ICON_PATHS, isIconName } from '@portico/micro-app/icons'

interface IconProps {
  /** One that the shell of this version does not know, as an app of a later one may have, shows `app`. */
  name: string
  size?: number
}

export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={ICON_PATHS[isIconName(name) ? name : 'app']} />
    </svg>
  )
}
