/** The values of another map, turned into something else when they are first asked for, each once. */
export class LazyMap<Key, From extends object | string, To extends object> implements ReadonlyMap<Key, To> {
  readonly #source: ReadonlyMap<Key, From>
  readonly #turn: (value: From) => To
  readonly #turned = new Map<Key, To>()

  constructor(source: ReadonlyMap<Key, From>, turn: (value: From) => To) {
    this.#source = source
    this.#turn = turn
  }

  get size(): number {
    return this.#source.size
  }

  has(key: Key): boolean {
    return this.#source.has(key)
  }

  get(key: Key): To | undefined {
    const turned = this.#turned.get(key)
    if (turned !== undefined) return turned
    const from = this.#source.get(key)
    return from === undefined ? undefined : this.#add(key, from)
  }

  keys(): MapIterator<Key> {
    return this.#source.keys()
  }

  values(): MapIterator<To> {
    return this.#whole().values()
  }

  entries(): MapIterator<[Key, To]> {
    return this.#whole().entries()
  }

  [Symbol.iterator](): MapIterator<[Key, To]> {
    return this.entries()
  }

  forEach(visit: (value: To, key: Key, map: ReadonlyMap<Key, To>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  #whole(): Map<Key, To> {
    return new Map([...this.#source].map(([key, from]) => [key, this.#turned.get(key) ?? this.#add(key, from)]))
  }

  #add(key: Key, from: From): To {
    const to = this.#turn(from)
    this.#turned.set(key, to)
    return to
  }
}
