# SPDX-License-Identifier: BSD-2-Clause
subject node-http-agent {Node.js http.Agent: is the idle connection still among the free sockets?} {
    relies  {a free socket that ends, fails or closes is taken out of the pool; keepAlive turns TCP keepalive on, first after 1 s (nodejs.org http, "Class: http.Agent")}
    command {exec node '{dir}/node-http-agent.js' {host} {port}}
    needs   node {nodejs}
    unsupported half-close/then-reset reset/after-fin reset/after-fin-behind-data \
        {a free socket that gets a FIN is closed by the agent, and nothing can be sent any more (nodejs.org http, "Class: http.Agent")}
}
