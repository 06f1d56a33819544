type Fn = (...args: never[]) => unknown

function descriptorOf(target: object, name: string): PropertyDescriptor | undefined {
  for (let object: object | null = target; object !== null; object = Object.getPrototypeOf(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name)
    if (descriptor !== undefined) return descriptor
  }
  return undefined
}

/**
 * Puts a function of the host in front of the browser's own, for one object only. What is called on another object (a
 * library may borrow `document.addEventListener`) is the browser's business, and so is a function this browser lacks.
 */
export function overrideMethod<T extends object>(
  target: T,
  name: keyof T & string,
  run: (native: (...args: unknown[]) => unknown, args: unknown[]) => unknown,
): void {
  const native = descriptorOf(target, name)?.value as Fn | undefined
  if (typeof native !== 'function') return
  const call = (...args: unknown[]) => Reflect.apply(native, target, args)
  const value = {
    [name](this: unknown, ...args: unknown[]) {
      if (this !== target && this !== undefined && this !== null) return Reflect.apply(native, this, args)
      return run(call, args)
    },
  }[name]
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false })
}

export interface Access {
  get?(native: () => unknown): unknown
  set?(native: (value: unknown) => void, value: unknown): void
}

/** The same for a property that the browser computes. */
export function overrideProperty<T extends object>(target: T, name: string, { get, set }: Access): void {
  const native = descriptorOf(target, name)
  if (native?.get === undefined) return
  const read = () => Reflect.apply(native.get as Fn, target, [])
  const write = (value: unknown) => void (native.set && Reflect.apply(native.set, target, [value]))
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: false,
    get: () => (get === undefined ? read() : get(read)),
    set: value => (set === undefined ? write(value) : set(write, value)),
  })
}

/** The browser's own function of an object, past whatever the host has put in front of it. */
export function nativeCall(prototype: object, name: string) {
  const native = descriptorOf(prototype, name)?.value as Fn
  return (target: object, ...args: unknown[]) => Reflect.apply(native, target, args)
}
