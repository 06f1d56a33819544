/** Every icon there is, drawn on a 20 px grid with a line of 1.5 px. `docs/reference/icons.md` shows them. */
export const ICON_PATHS = {
  app: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5z',
  back: 'M8 5L3.5 9.5 8 14M3.5 9.5h8a5 5 0 0 1 5 5v1',
  calculator: 'M5 3h10v14H5zM8 6h4M8 10h.01M12 10h.01M8 13.5h.01M12 13.5h.01',
  chart: 'M3.5 16.5h13M6 13V9M10 13V4.5M14 13V7',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  chevronLeft: 'M12 5l-5 5 5 5',
  chevronRight: 'M8 5l5 5-5 5',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  cloudOff: 'M3 3l14 14M8 5.2A5 5 0 0 1 14.6 9a3.2 3.2 0 0 1 2 5M5.7 7.8A4 4 0 0 0 6 15.8h7.5',
  dashboard: 'M3.5 3.5h5.5v7H3.5zM11 3.5h5.5v4H11zM3.5 12.5H9v4H3.5zM11 9.5h5.5v7H11z',
  error: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5v4.2M10 13.4h.01',
  eye: 'M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  flask: 'M8 3.5h4M9 3.5v5l-4.2 6.6a1 1 0 0 0 .9 1.4h8.6a1 1 0 0 0 .9-1.4L11 8.5v-5M6.8 12.5h6.4',
  globe:
    'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c2 2 2.8 4.4 2.8 7s-.8 5-2.8 7c-2-2-2.8-4.4-2.8-7S8 5 10 3z',
  inbox: 'M3.5 11.5l2-7.5h9l2 7.5v4.5h-13zM3.5 11.5h4l1 2h3l1-2h4',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.2v4.3M10 6.6h.01',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  logOut: 'M8 4H4v12h4M12.5 6.5L16 10l-3.5 3.5M16 10H8',
  menu: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
  moon: 'M16 12.2A6.6 6.6 0 0 1 7.8 4a6.6 6.6 0 1 0 8.2 8.2z',
  printer: 'M6 8V3.5h8V8M6 14H3.5V8h13v6H14M6 11.5h8v5H6z',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.7 12.7l3.8 3.8',
  settings: 'M3.5 6h7M14 6h2.5M12.2 4.2v3.6M3.5 14H6M9.5 14h7M7.8 12.2v3.6',
  shop: 'M4 9v7.5h12V9M3 9l1.5-5.5h11L17 9zM8 16.5v-4h4v4',
  shopping: 'M5 7h10l1 9.5H4zM7.3 9V6a2.7 2.7 0 0 1 5.4 0v3',
  sidebar: 'M3.5 4h13v12h-13zM8 4v12',
  sun: 'M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM10 2.5v1.4M10 16.1v1.4M2.5 10h1.4M16.1 10h1.4M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1',
  tag: 'M3.5 3.5h6l7 7-6 6-7-7zM7 7h.01',
  truck:
    'M2.5 5h9v8.5h-9zM11.5 8h3.2l2.8 2.8v2.7h-6M5.5 15.5a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM14 15.5a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8z',
  users:
    'M8 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM3 16.2c.3-2.7 2.3-4.2 5-4.2s4.7 1.5 5 4.2M12.8 4.4a2.6 2.6 0 0 1 0 4.9M14.6 12.4c1.4.6 2.2 1.9 2.4 3.8',
  warning: 'M10 3.5l7.2 12.8H2.8zM10 8.2v3.6M10 14h.01',
} as const

/** What `icon` of `portico.app.ts` may be. */
export type IconName = keyof typeof ICON_PATHS

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICON_PATHS, name)
}
