"""uvicorn without its waits: hundreds of servers are stopped in these tests."""

from __future__ import annotations

import asyncio
import socket

import uvicorn


class PromptServer(uvicorn.Server):
    """Stops within milliseconds of being told; uvicorn looks ten times a second and then waits."""

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        await self.on_tick(0)
        while not self.should_exit:
            await asyncio.sleep(0.005)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what listens and what is open; what is under way is broken off."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
