let mounts = 0

export function mount({ container }) {
  mounts += 1
  container.innerHTML = `<h1>Brief</h1><p data-testid="mounts">${mounts}</p>`
}

export function unmount() {}
