/** Members that JavaScript, promises and test tools look for on any object. */
const looked = [
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  'tagName',
  'constructor',
  'prototype',
  '$$typeof',
  '@@__IMMUTABLE_ITERABLE__@@',
]

/** The same object, but asking for something that the double does not have is an error and not `undefined`. */
export const strict = <Target extends object>(name: string, target: Target): Target =>
  new Proxy(target, {
    get: (object, key, receiver) => {
      if (typeof key === 'string' && !(key in object) && !looked.includes(key))
        throw new Error(`The double of Electron has no ${name}.${key}`)
      return Reflect.get(object, key, receiver)
    },
  })

/** An event of Electron that can be prevented. */
export const preventable = <Details extends object>(details: Details = {} as Details) => {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
  }
  return event
}
