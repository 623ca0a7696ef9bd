-- Sends one tools/call over and over and checks that every answer holds the echoed text.
-- The harness hands the request over in the environment and reads the one line `done` prints.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  wrk.method = "POST"
  wrk.body = os.getenv("ECHO_BODY")
  for name, value in os.getenv("ECHO_HEADERS"):gmatch("([^:\n]+): ([^\n]+)") do
    wrk.headers[name] = value
  end
  -- Every call has an id of its own, of one length: a session may refuse an id that is in use.
  before_id, after_id = wrk.format():match('^(.-)1000000(.*)$')
  id = 1000000
  expected = os.getenv("ECHO_EXPECTED")
  wrong = 0
end

function request()
  id = id < 9999999 and id + 1 or 1000000
  return before_id .. id .. after_id
end

function response(status, _, body)
  if status ~= 200 or not body:find(expected, 1, true) then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local wrong_answers = 0
  for _, thread in ipairs(threads) do
    wrong_answers = wrong_answers + thread:get("wrong")
  end
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"micros":%d,"p50":%d,"p99":%d,"max":%d,"wrong":%d,"failed":%d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max,
    wrong_answers, errors.connect + errors.read + errors.write + errors.timeout))
end
