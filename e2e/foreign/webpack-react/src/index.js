import React, { lazy, Suspense, useEffect, useState } from 'react'
import ReactDOM from 'react-dom'
import { BrowserRouter, Link, Route, Switch, useLocation } from 'react-router-dom'
import './index.css'
import logo from './logo.svg'

const Other = lazy(() => import('./other'))

window.webpackReactGlobal = React.version

function useTicks() {
  const [width, setWidth] = useState(window.innerWidth)
  useEffect(() => {
    setInterval(() => setWidth(window.innerWidth), 50)
    document.addEventListener('keydown', () => setWidth(0))
    window.addEventListener('resize', () => setWidth(window.innerWidth))
  }, [])
  return width
}

function Home() {
  const [count, setCount] = useState(0)
  return (
    <main>
      <button type="button" onClick={() => setCount(count + 1)}>
        count {count}
      </button>
      <input aria-label="note" />
    </main>
  )
}

function App() {
  const { pathname } = useLocation()
  useTicks()
  return (
    <div className="app">
      <h1>React {React.version}</h1>
      <img src={logo} alt="logo" />
      <p data-testid="path">{pathname}</p>
      <Link to="/other">other</Link> <Link to="/">home</Link>
      <Suspense fallback={<p>Loading</p>}>
        <Switch>
          <Route path="/other" component={Other} />
          <Route path="/" component={Home} />
        </Switch>
      </Suspense>
    </div>
  )
}

ReactDOM.render(
  <BrowserRouter basename="/webpack-react">
    <App />
  </BrowserRouter>,
  document.getElementById('root'),
)
